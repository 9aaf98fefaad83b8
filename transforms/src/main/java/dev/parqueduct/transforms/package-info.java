/** PTransforms and their DoFns: the steps that pipelines are made of. */
package dev.parqueduct.transforms;
