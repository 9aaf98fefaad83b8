/** {@code backfill-events}: observations and traces to events, in ClickHouse. */
package dev.parqueduct.pipelines.backfillevents;
