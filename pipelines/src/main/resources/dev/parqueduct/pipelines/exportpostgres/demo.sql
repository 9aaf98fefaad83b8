-- Items of data as an archive of them keeps them: ids of 32 bytes in base64url, numbers as text,
-- a partition for each half of a month.
CREATE TABLE permanent_data_items (
  data_item_id varchar(43) NOT NULL,
  owner_public_address varchar(43) NOT NULL,
  byte_count varchar(255) NOT NULL,
  uploaded_date timestamp NOT NULL DEFAULT now(),
  assessed_winston_price varchar(255) NOT NULL,
  plan_id varchar(255) NOT NULL,
  planned_date timestamp NOT NULL DEFAULT now(),
  bundle_id varchar(43) NOT NULL,
  permanent_date timestamp NOT NULL DEFAULT now(),
  block_height int NOT NULL,
  data_start int,
  signature_type int,
  failed_bundles varchar(880),
  content_type varchar(255),
  premium_feature_type varchar(255),
  deadline_height int,
  PRIMARY KEY (data_item_id, uploaded_date)
) PARTITION BY RANGE (uploaded_date);

CREATE TABLE permanent_data_items_01_2026_01 PARTITION OF permanent_data_items
  FOR VALUES FROM ('2026-01-01') TO ('2026-01-15');
CREATE TABLE permanent_data_items_01_2026_02 PARTITION OF permanent_data_items
  FOR VALUES FROM ('2026-01-15') TO ('2026-02-01');

CREATE FUNCTION pg_temp.id(text) RETURNS text IMMUTABLE LANGUAGE sql AS
$$ SELECT translate(encode(sha256($1::bytea), 'base64'), '+/=', '-_') $$;

INSERT INTO permanent_data_items
SELECT pg_temp.id('item ' || i),
  pg_temp.id('owner ' || i % 97),
  (200 + i::bigint * 7919 % 100000)::text,
  timestamp '2026-01-01' + i * interval '26.7 seconds',
  (i::bigint * 104729 % 1000000007)::text,
  md5('plan ' || i / 500)::uuid::text,
  timestamp '2026-01-01' + i * interval '26.7 seconds' + interval '5 minutes',
  pg_temp.id('bundle ' || i / 500),
  timestamp '2026-01-01' + i * interval '26.7 seconds' + interval '1 hour',
  1590000 + i / 5,
  i * 11 % 5000,
  CASE WHEN i % 10 > 0 THEN 1 + i % 4 END,
  CASE WHEN i % 50 = 0 THEN pg_temp.id('bundle ' || i / 500 + 1) END,
  (ARRAY['image/png', 'application/json', 'text/html', NULL])[1 + i % 4],
  CASE WHEN i % 1000 = 0 THEN 'warp' END,
  CASE WHEN i % 3 = 0 THEN 1590200 + i / 5 END
FROM generate_series(0, 99999) AS i;

ANALYZE permanent_data_items;
