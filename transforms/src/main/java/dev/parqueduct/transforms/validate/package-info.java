/** Validating Parquet files. */
package dev.parqueduct.transforms.validate;
