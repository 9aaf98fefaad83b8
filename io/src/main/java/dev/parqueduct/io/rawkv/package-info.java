/**
 * RawKV and TxnKV of TiKV: the entries of a backup as rows of keys and values, and the decoders
 * that make columns of values.
 */
package dev.parqueduct.io.rawkv;
