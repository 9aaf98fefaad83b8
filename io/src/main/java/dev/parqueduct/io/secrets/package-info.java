/** Secrets by reference: where they are travels with a job, what they are does not. */
package dev.parqueduct.io.secrets;
