package dev.parqueduct.io.clickhouse.events.server;

import java.io.Serializable;

/**
 * The tables of a backfill.
 *
 * @param observations read
 * @param traces read
 * @param events written
 * @param datasetRunItems read when their traces are left out
 */
public record EventTables(
    TableName observations, TableName traces, TableName events, TableName datasetRunItems)
    implements Serializable {}
