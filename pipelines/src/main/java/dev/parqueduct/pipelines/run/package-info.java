/** Running a graph and watching it: progress, metrics, interruption. */
package dev.parqueduct.pipelines.run;
