package io.breakwater.dialect.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.exc.StreamReadException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.CharBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A JSON reader that leaves nothing to interpretation: RFC 8259 in UTF-8 without BOM, each name once per object,
/// one object and nothing after it, within [JsonLimits].
///
/// Numbers keep their digits: whole ones as integers, others as decimals.
public final class StrictJson {
    /// Names are not interned: hostile bodies would fill the shared table.
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private StrictJson() {}

    /// Reads bytes; the limit on their number is the caller's to hold.
    public static Parsed parse(byte[] body, JsonLimits limits) {
        return Utf8.decode(body)
                .map(text -> parse(text, limits))
                .orElseGet(() -> problem("the body is not valid UTF-8; send JSON encoded as UTF-8"));
    }

    /// Reads text, such as the arguments of a tool call.
    public static Parsed parse(String text, JsonLimits limits) {
        return parse(CharBuffer.wrap(text.toCharArray()), limits);
    }

    private static Parsed parse(CharBuffer text, JsonLimits limits) {
        if (!text.hasRemaining()) {
            return problem("the body is empty; send a JSON object");
        }
        if (text.get(text.position()) == BYTE_ORDER_MARK) {
            return problem("the body starts with a byte order mark; send plain UTF-8");
        }
        int start = text.arrayOffset() + text.position();
        try (JsonParser parser = FACTORY.createParser(text.array(), start, text.remaining())) {
            return new TreeReader(parser, limits).read();
        } catch (StreamConstraintsException tooMuch) {
            return problem("the body has a name or a number that is too long" + at(tooMuch.getLocation()));
        } catch (StreamReadException invalid) {
            return problem("the body is not valid JSON" + at(invalid.getLocation()));
        } catch (IOException impossible) {
            throw new UncheckedIOException("reading from memory failed", impossible);
        }
    }

    private static String at(@Nullable JsonLocation location) {
        return location == null ? "" : " (line %d, column %d)".formatted(location.getLineNr(), location.getColumnNr());
    }

    private static Parsed problem(String message) {
        return new Parsed.Problem(message, Optional.empty());
    }
}
