/** Values that are Avro. */
package dev.parqueduct.io.rawkv.avro;
