/**
 * Many small objects by key, fast: one asynchronous client a process, with bounded requests in
 * flight, retries, and a pace that follows what the store can bear.
 */
package dev.parqueduct.io.objects.lookup;
