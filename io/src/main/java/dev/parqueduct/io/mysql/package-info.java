/**
 * Databases that speak the MySQL protocol (TiDB above all, MySQL, MariaDB) as the place that rows
 * are loaded into. All SQL is of the dialect that the three share.
 */
package dev.parqueduct.io.mysql;
