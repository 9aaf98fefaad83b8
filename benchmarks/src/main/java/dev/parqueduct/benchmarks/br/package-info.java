/** Large synthetic backups, to measure their export with. */
package dev.parqueduct.benchmarks.br;
