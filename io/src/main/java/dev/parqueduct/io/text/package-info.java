/** Text that is put together value by value, without objects. */
package dev.parqueduct.io.text;
