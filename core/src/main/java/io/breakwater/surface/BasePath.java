package io.breakwater.surface;

import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Reads a path as intended, whatever the client's base URL: with `/v1` or without (LiteLLM's habit),
/// with it twice, with `/openai/v1` as Bedrock's own OpenAI-shaped endpoint has it, with doubled
/// slashes or one at its end. Azure's clients add `/openai` to their endpoint, or have it in their
/// endpoint; `/anthropic` is where Bedrock's own endpoint has Anthropic's paths.
public final class BasePath {
    private static final Pattern SLASHES = Pattern.compile("/{2,}");
    private static final String VERSION = "/v1";
    private static final String OPENAI = "/openai";
    private static final String ANTHROPIC = "/anthropic";

    private BasePath() {}

    /// The path in the form of [ApiOperation], if it is meant for one; else the path without repeated
    /// parts.
    public static String meant(String path) {
        String plain = withoutEnd(SLASHES.matcher(path).replaceAll("/"));
        String bare = bare(plain);
        return Stream.concat(anthropics(plain), Stream.of(plain, VERSION + bare, OPENAI + bare, bare))
                .filter(meant -> ApiOperation.at(meant).isPresent())
                .findFirst()
                .orElseGet(() -> once(plain));
    }

    /// Below `/anthropic` there is nothing else.
    private static Stream<String> anthropics(String path) {
        String bare = bare(path);
        if (!bare.startsWith(ANTHROPIC + "/")) {
            return Stream.empty();
        }
        String meant = VERSION + bare(bare.substring(ANTHROPIC.length()));
        return ClientFamily.of(meant) == ClientFamily.ANTHROPIC ? Stream.of(meant) : Stream.empty();
    }

    /// The path without any base.
    static String bare(String path) {
        String bare = path;
        while (bare.startsWith(VERSION + "/") || bare.startsWith(OPENAI + "/")) {
            bare = bare.substring(bare.indexOf('/', 1));
        }
        return bare;
    }

    private static String once(String path) {
        String once = path.startsWith(OPENAI + VERSION + "/") ? path.substring(OPENAI.length()) : path;
        while (once.startsWith(VERSION + VERSION + "/")) {
            once = once.substring(VERSION.length());
        }
        return once;
    }

    private static String withoutEnd(String path) {
        return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }
}
