/** Systems and formats: bytes in, rows out, rows in, bytes out. Knows nothing of PTransforms. */
package dev.parqueduct.io;
