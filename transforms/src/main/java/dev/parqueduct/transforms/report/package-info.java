/** The steps that end a run. */
package dev.parqueduct.transforms.report;
