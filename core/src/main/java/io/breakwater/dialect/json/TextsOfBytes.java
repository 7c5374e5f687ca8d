package io.breakwater.dialect.json;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// Texts of a body in valid UTF-8. One without escapes is copied once, straight from the body, and the parser only
/// passes over it: a picture or a long prompt would else be copied three times on its way.
final class TextsOfBytes implements Texts {
    private final byte[] body;

    TextsOfBytes(byte[] body) {
        this.body = body;
    }

    @Override
    public Text at(JsonParser parser) throws IOException {
        int start = Math.toIntExact(parser.currentTokenLocation().getByteOffset()) + 1;
        int end = start;
        while (end < body.length && body[end] != '"' && body[end] != '\\') {
            end++;
        }
        return end < body.length && body[end] == '"'
                ? new Text(new String(body, start, end - start, StandardCharsets.UTF_8), false)
                : COPIED.at(parser);
    }
}
