/** Values that are JSON. */
package dev.parqueduct.io.rawkv.json;
