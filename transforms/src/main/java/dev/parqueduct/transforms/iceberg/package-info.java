/** The steps that make Iceberg tables of exported files. */
package dev.parqueduct.transforms.iceberg;
