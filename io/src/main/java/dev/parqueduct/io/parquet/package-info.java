/**
 * The one Parquet writer of the product: typed values go straight into column buffers, without
 * boxing and without an object per row. And a reader that verifies: whole files, a column chunk at
 * a time, compared with their own checksums, counts and bounds. The schema language is
 * parquet-java's {@code MessageType}; the bytes follow the Apache Parquet format specification
 * 2.12.
 */
package dev.parqueduct.io.parquet;
