/** {@code export-rawkv}: RawKV and TxnKV backups to Parquet. */
package dev.parqueduct.pipelines.exportrawkv;
