/**
 * The one Parquet writer of the product: typed values go straight into column buffers, without
 * boxing and without an object per row. The schema language is parquet-java's {@code MessageType};
 * the bytes follow the Apache Parquet format specification 2.12.
 */
package dev.parqueduct.io.parquet;
