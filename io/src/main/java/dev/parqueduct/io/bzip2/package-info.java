/**
 * A bzip2 decoder that is fast on one thread, and a slower one to check it against. Feed packages
 * spend nine tenths of their processing time here, which is why the format is decoded by own code;
 * everything enters through {@link dev.parqueduct.io.bzip2.Bzip2Decoder}.
 */
package dev.parqueduct.io.bzip2;
