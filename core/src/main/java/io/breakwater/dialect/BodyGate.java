package io.breakwater.dialect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.json.JsonLimits;
import io.breakwater.dialect.json.Parsed;
import io.breakwater.dialect.json.StrictJson;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/// The checks of every body before a dialect sees it: size, then content type, then [StrictJson].
public record BodyGate(JsonLimits limits) {

    /// @param decode reads a body that has passed
    public Decoded read(ApiRequest request, Function<ObjectNode, Decoded> decode) {
        if (request.body().length() > limits.bodyBytes()) {
            return new Decoded.Refused(Refusal.bodyTooLarge("the body has %d bytes, the limit is %d; send a smaller one"
                    .formatted(request.body().length(), limits.bodyBytes())));
        }
        return mediaFault(request)
                .<Decoded>map(fault -> new Decoded.Refused(Refusal.unsupportedMedia(fault)))
                .orElseGet(() -> decoded(StrictJson.parse(request.body().take(), limits), decode));
    }

    /// Holds no reference to the body's bytes, so that their memory is free before a dialect copies
    /// what it needs.
    private static Decoded decoded(Parsed parsed, Function<ObjectNode, Decoded> decode) {
        return switch (parsed) {
            case Parsed.Json(ObjectNode json) -> decode.apply(json);
            case Parsed.Problem problem ->
                new Decoded.Refused(Refusal.invalidRequest(problem.message(), problem.field()));
        };
    }

    /// What is wrong with the headers that describe the body; empty if nothing.
    private static Optional<String> mediaFault(ApiRequest request) {
        Optional<String> type = request.header("content-type");
        if (type.isEmpty()) {
            return Optional.of("the content-type header is missing; send content-type: application/json");
        }
        String[] parts = type.get().split(";", -1);
        if (!parts[0].strip().equalsIgnoreCase("application/json")) {
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
