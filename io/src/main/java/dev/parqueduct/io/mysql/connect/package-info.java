/** Connections to a server of the MySQL protocol, and what its failures mean. */
package dev.parqueduct.io.mysql.connect;
