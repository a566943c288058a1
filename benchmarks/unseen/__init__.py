"""Articles written and coded before the program had read them: how it does on what it was not made for."""
