/** A store of small objects on loopback, for tests of all modules. */
package dev.parqueduct.io.objects.lookup.testing;
