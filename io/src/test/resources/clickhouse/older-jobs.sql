INSERT INTO traces (project_id, id, timestamp, user_id, session_id, tags, metadata, event_ts, is_deleted) VALUES
  ('p', 'stale', '2024-06-10 09:00:00', 'old', 's', [], map(), '2024-06-10', 0),
  ('p', 'gone', '2024-06-10 09:00:00', 'somebody', 's', [], map(), '2024-06-10', 0),
  ('p', 'may', '2024-05-31 23:59:50', 'night owl', 's', [], map(), '2024-06-10', 0),
  ('p', 'rich', '2024-06-10 09:00:00', 'u', 's', ['a', 'b'], map('k', 'of trace', 'trace', 't', 'attributes', 'x'), '2024-06-10', 0),
  ('p', 'tested', '2024-06-10 09:00:00', 'u', 's', [], map(), '2024-06-10', 0);
INSERT INTO traces (project_id, id, timestamp, user_id, session_id, event_ts, is_deleted) VALUES
  ('p', 'stale', '2024-06-10 09:00:00', 'new', 's', '2024-06-11', 0),
  ('p', 'gone', '2024-06-10 09:00:00', 'somebody', 's', '2024-06-11', 1);
INSERT INTO dataset_run_items_rmt (id, project_id, trace_id) VALUES ('1', 'p', 'tested');
INSERT INTO observations (project_id, id, trace_id, type, start_time, metadata, cost_details, usage_details, event_ts, is_deleted) VALUES
  ('p', 'of stale', 'stale', 'SPAN', '2024-06-10 10:00:00', map(), map(), map(), '2024-06-10', 0),
  ('p', 'of gone', 'gone', 'SPAN', '2024-06-10 10:00:00', map(), map(), map(), '2024-06-10', 0),
  ('p', 'deleted', 'stale', 'SPAN', '2024-06-10 10:00:00', map(), map(), map(), '2024-06-10', 0),
  ('p', 'moved', 'stale', 'SPAN', '2024-06-10 10:00:00', map(), map(), map(), '2024-06-10', 0),
  ('p', 'after midnight', 'may', 'SPAN', '2024-06-01 00:00:05', map(), map(), map(), '2024-06-10', 0),
  ('p', 'of rich', 'rich', 'SPAN', '2024-06-10 10:00:00', map('k', 'own', 'mine', 'm', 'k', 'own again'), map('total', '0.100000000003'), map('total', 18446744073709551615), '2024-06-10', 0),
  ('p', 'of tested', 'tested', 'SPAN', '2024-06-10 10:00:00', map(), map(), map(), '2024-06-10', 0);
INSERT INTO observations (project_id, id, trace_id, type, start_time, event_ts, is_deleted) VALUES
  ('p', 'deleted', 'stale', 'SPAN', '2024-06-10 10:00:00', '2024-06-11', 1),
  ('p', 'moved', 'rich', 'SPAN', '2024-06-10 11:00:00', '2024-06-11', 0);
INSERT INTO traces (project_id, id, timestamp, event_ts)
  SELECT concat('q', toString(number % 7)), concat('t', toString(number)), toDateTime64('2024-06-01 00:00:00', 3) + number * 3000, '2024-07-01' FROM numbers(840);
INSERT INTO observations (project_id, id, trace_id, type, start_time, event_ts)
  SELECT concat('q', toString(number % 7)), concat('o', leftPad(toString(9999 - number), 4, '0')), concat('t', toString(number % 840)), ['SPAN', 'EVENT'][number % 2 + 1],
    toDateTime64('2024-06-01 00:00:00', 3) + intDiv(number, 8) * 6000, '2024-07-01' FROM numbers(3360);
