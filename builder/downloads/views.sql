-- figures: casualty and damage figures that a text asserts, with who says so and since when, the newest first
SELECT claim_id, published, publisher, measure, value, value_low, value_high, qualifier, unit, subject_text,
       subject_group, subject_party, source_text, source_type, source_relation, basis, period_start, period_end,
       place_text, country, sentence, url
FROM claims
WHERE family IN ('casualty', 'damage') AND stance IN ('asserted', 'hedged')
ORDER BY published DESC, claim_id;

-- own_and_enemy: losses of a side as its own sources count them and as its enemy's do
SELECT subject_party, measure, source_relation, source_text, published, period_start, period_end, value, value_low,
       value_high, qualifier, basis, claim_id
FROM claims
WHERE source_relation IN ('own', 'enemy') AND family IN ('casualty', 'damage')
ORDER BY subject_party, measure, published, claim_id;

-- sources: who is cited, how often, for how many documents
SELECT source_text, source_type, count(*) AS claims, count(DISTINCT document_id) AS documents
FROM claims
WHERE source_text IS NOT NULL
GROUP BY source_text, source_type
ORDER BY claims DESC, source_text, source_type;

-- measures: how many claims of each sort, and how many of them have a number, a source and a date
SELECT family, measure, count(*) AS claims, count(value) AS with_number, count(source_text) AS with_source,
       count(period_start) AS with_first_day
FROM claims
GROUP BY family, measure
ORDER BY claims DESC, family, measure;

-- least_certain: the claims to look at first
SELECT confidence, measure, value_text, subject_text, source_text, sentence, rule, title, claim_id
FROM claims
ORDER BY confidence, claim_id;

-- event_figures: what each event is estimated to have cost, with the range of those who say so
SELECT events.event_id, events.title, events.date_start, events.date_end, events.place_text, events.country,
       estimates.measure, estimates.basis, estimates.scope, estimates.side, estimates.counted, estimates.low,
       estimates.best, estimates.high, estimates.own_value, estimates.enemy_value, estimates.third_party_value,
       estimates.n_sources, estimates.n_independent, estimates.best_rule
FROM estimates JOIN events USING (event_id)
ORDER BY events.date_start, events.event_id, estimates.measure, estimates.estimate_id;

-- tolls: running tolls step by step, with the source of each step
SELECT series.series_id, series.measure, series.side, series.counted, series.step, series.as_of, series.low,
       series.best, series.high, series.move, claims.source_text, claims.publisher, claims.title, series.claim_id
FROM series JOIN claims USING (claim_id)
ORDER BY series.series_id, series.step;
