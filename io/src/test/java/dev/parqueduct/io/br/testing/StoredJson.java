package dev.parqueduct.io.br.testing;

/** A JSON value by its bytes, for types that JSON text has no form of. */
public record StoredJson(int typeCode, byte[] value, String text) {}
