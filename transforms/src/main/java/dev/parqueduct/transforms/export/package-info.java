/** The generic export of units of work, and the steps around it. */
package dev.parqueduct.transforms.export;
