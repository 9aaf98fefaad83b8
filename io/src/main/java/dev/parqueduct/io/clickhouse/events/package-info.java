/**
 * The backfill of {@code events} from observations and traces, chunk by chunk or bucket by bucket:
 * what {@code plan} has cut is joined by {@code stream}, {@code pushdown} or {@code files}, becomes
 * events by the {@code rules} of a profile, and is inserted once by {@code insert}; {@code verify}
 * compares. What each needs of the database is in {@code server}.
 */
package dev.parqueduct.io.clickhouse.events;
