/** Looks up classifications: of elements that pass by, and for files that lack them. */
package dev.parqueduct.transforms.classify;
