/** Storage systems for tests, of other modules as well. */
package dev.parqueduct.io.objects.testing;
