/** Exporting backups of TiDB and TiKV. */
package dev.parqueduct.transforms.br;
