/** What a run tells its user: the balance of rows, rejected records, reports and failures. */
package dev.parqueduct.io.report;
