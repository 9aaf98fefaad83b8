/**
 * Objects by path: folders, buckets and whatever else Beam's {@code FileSystems} can name. Listing,
 * reading with retries, and writing so that an object appears under its final name only when it is
 * complete.
 */
package dev.parqueduct.io.objects;
