/** Steps that load files into databases of the MySQL protocol. */
package dev.parqueduct.transforms.mysql;
