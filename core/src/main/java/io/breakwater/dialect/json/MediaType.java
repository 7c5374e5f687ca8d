package io.breakwater.dialect.json;

import io.breakwater.dialect.ApiRequest;
import java.util.Locale;
import java.util.Optional;

/// Whether a request says that its body is plain JSON in UTF-8.
final class MediaType {
    private static final String JSON = "application/json";

    private MediaType() {}

    /// What is wrong with the headers that describe the body; empty if nothing.
    static Optional<String> fault(ApiRequest request) {
        Optional<String> type = request.header("content-type");
        if (type.isEmpty()) {
            return Optional.of("the content-type header is missing; send content-type: application/json");
        }
        String[] parts = type.get().split(";");
        if (!parts[0].strip().equalsIgnoreCase(JSON)) {
            return Optional.of("the content type is not supported; send content-type: application/json");
        }
        if (!isUtf8(parts)) {
            return Optional.of("the charset of the content type is not supported; send UTF-8");
        }
        return request.header("content-encoding")
                .filter(encoding -> !encoding.strip().equalsIgnoreCase("identity"))
                .map(encoding -> "the content encoding is not supported; send the body uncompressed");
    }

    private static boolean isUtf8(String[] parts) {
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].strip().toLowerCase(Locale.ROOT).replace("\"", "");
            if (parameter.startsWith("charset=") && !parameter.equals("charset=utf-8")) {
                return false;
            }
        }
        return true;
    }
}
