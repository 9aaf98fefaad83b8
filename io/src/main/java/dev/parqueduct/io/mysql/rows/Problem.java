package dev.parqueduct.io.mysql.rows;

/**
 * Why a value has no place in a database.
 *
 * @param reason for counting
 * @param message what exactly is wrong with it
 */
public record Problem(String reason, String message) {}
