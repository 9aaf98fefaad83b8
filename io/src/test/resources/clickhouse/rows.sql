INSERT INTO traces SELECT
  concat('trace-', toString(number)), toDateTime64('2024-06-01 00:00:30', 3) + toIntervalSecond(number * 2600) - toIntervalMinute(if(number % 50 = 0, 3, 0)) - toIntervalDay(if(number % 60 = 1, 40, 0)),
  concat('name ', toString(number % 9)), if(number % 3 = 0, NULL, concat('user', toString(number % 40))),
  map('shared', concat('trace ', toString(number)), 'only-trace', 'ü', if(number % 4 = 0, 'trace_tags', 'attributes'), 'old'),
  if(number % 5 = 0, NULL, 'r1'), if(number % 7 = 0, NULL, concat('v', toString(number % 3))), concat('project-', toString(number % 13)), 'default',
  number % 2, number % 3 = 0, if(number % 4 = 1, [], ['a"b', 'c/d', 'e\\f', 'g\n\u2028', toString(number)]), 'in', 'out', concat('s', toString(number)),
  now64(3), now64(3), toDateTime64('2024-07-01 00:00:00', 3), 0
FROM numbers(1000);
INSERT INTO traces SELECT * REPLACE (event_ts + 5 AS event_ts, 'newer' AS user_id, number % 2 AS is_deleted) EXCEPT (number)
FROM (SELECT *, toUInt32(substring(id, 7)) AS number FROM traces WHERE number % 25 = 3);
INSERT INTO observations SELECT
  if(number % 97 = 0, concat('t-', trace_id), if(number % 89 = 0, trace_id, concat('obs-', toString(number)))),
  if(number % 500 = 7, 'nowhere', concat('trace-', toString(intDiv(number, 10)))) AS trace_id, concat('project-', toString(intDiv(number, 10) % 13)), ['default', 'prod'][number % 2 + 1],
  ['SPAN', 'GENERATION', 'EVENT'][number % 3 + 1], multiIf(number % 3 = 0, NULL, number % 3 = 1, '', concat('obs-', toString(number - 1))),
  toDateTime64('2024-06-01 00:00:31', 3) + toIntervalSecond(intDiv(number, 10) * 2600 + number % 10) + toIntervalDay(if(number % 333 = 5, 9, 0)) - toIntervalDay(if(number % 700 = 6, 2, 0)) AS at, if(number % 4 = 0, NULL, at + 1.5),
  concat('call ', toString(number)),
  multiIf(number % 6 = 0, map(), number % 6 = 1, map('resourceAttributes', '{}', 'shared', 'own'), number % 6 = 2, map('attributes', 'x', 'trace_tags', 'own'), map('k', toString(number), 'k', 'twice', 'shared', 'own')),
  'DEFAULT', if(number % 2, NULL, 'fine'), if(number % 2, NULL, 'v9'), if(number % 8 = 0, NULL, repeat('in ', number % 50)), repeat('out', number % 40),
  if(number % 3, NULL, 'gpt'), if(number % 3, NULL, 'm1'), multiIf(number % 3 = 0, NULL, number % 3 = 1 AND number % 2 = 0, '', '{"t": 1}'),
  map('input', number), map('input', number, 'total', number * 2), map('input', toDecimal64(number, 12) / 7), map('total', toDecimal64('0.000000000001', 12) * number),
  NULL, if(number % 5 = 0, at + 1, NULL), NULL, if(number % 5, NULL, 'prompt'), if(number % 5, NULL, number % 7),
  at, at, toDateTime64('2024-07-01 00:00:00', 3), 0, if(number % 2, NULL, 'tier'), NULL, map('tool', 'd'), ['c1'], ['n1', 'n2']
FROM numbers(9000);
INSERT INTO observations SELECT * REPLACE (event_ts + 9 AS event_ts, 'renamed' AS name, 1 - intDiv(cityHash64(id), 20) % 2 AS is_deleted)
FROM observations WHERE cityHash64(id) % 20 = 1;
INSERT INTO dataset_run_items_rmt SELECT toString(number), concat('project-', toString(number * 11 % 13)), 'run', 'item', 'set', concat('trace-', toString(number * 11)), NULL, now64(3), 0
FROM numbers(40);
