/** What all backups of TiKV share: keys, write records, and versions. */
package dev.parqueduct.io.tikv;
