package dev.parqueduct.io.br;

import java.io.Serializable;

/**
 * A rule of a {@link TableFilter}.
 *
 * @param includes whether tables that match are chosen
 * @param schema matches names of databases
 * @param table matches names of tables
 */
record TableRule(boolean includes, NamePattern schema, NamePattern table) implements Serializable {}
