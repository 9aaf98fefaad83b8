/** Jobs as Dataflow is asked to run them, held against what the pipelines promise. */
package dev.parqueduct.pipelines.dataflow;
