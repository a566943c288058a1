"""Policies for open words, one TOML file each; builder/estimates/policies.py reads them."""
