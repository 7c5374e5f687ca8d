package io.breakwater.surface;

import java.util.regex.Pattern;

/// Reads a path as it is meant, however the base URL of a client was written: with `/v1` or without
/// (LiteLLM's habit), with it twice, with `/openai/v1` as Bedrock's own OpenAI-shaped endpoint has
/// it, with doubled slashes or one at its end.
public final class BasePath {
    private static final Pattern SLASHES = Pattern.compile("/{2,}");
    private static final String VERSION = "/v1";
    private static final String OPENAI = "/openai/v1/";

    private BasePath() {}

    /// The path as [ApiOperation] has it, where it is meant for one; else the path without what is doubled.
    public static String meant(String path) {
        String plain = withoutEnd(SLASHES.matcher(path).replaceAll("/"));
        if (plain.startsWith(OPENAI)) {
            plain = plain.substring("/openai".length());
        }
        while (plain.startsWith(VERSION + VERSION + "/")) {
            plain = plain.substring(VERSION.length());
        }
        String versioned = VERSION + plain;
        return ApiOperation.at(plain).isEmpty() && ApiOperation.at(versioned).isPresent() ? versioned : plain;
    }

    private static String withoutEnd(String path) {
        return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }
}
