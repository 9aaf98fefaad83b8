/** Object stores inside the test's process, reached over loopback as the real ones are. */
package dev.parqueduct.pipelines.storage;
