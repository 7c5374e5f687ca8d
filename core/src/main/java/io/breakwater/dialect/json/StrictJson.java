package io.breakwater.dialect.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.exc.StreamReadException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A strict JSON reader: RFC 8259 in UTF-8 without BOM, each name once per object, one object and
/// nothing after it, within [JsonLimits].
///
/// Numbers keep their digits: whole ones as integers, others as decimals.
public final class StrictJson {
    /// Names are not interned: hostile bodies would fill the shared table.
    private static final JsonFactory CHARS = JsonFactory.builder()
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    private static final char BYTE_ORDER_MARK = '\uFEFF';
    private static final byte[] BYTE_ORDER_MARK_BYTES = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private StrictJson() {}

    /// Reads bytes; the caller checks the limit on their number. Besides the bytes it needs as much
    /// memory as the texts in them.
    public static Parsed parse(byte[] body, JsonLimits limits) {
        if (startsWithMark(body)) {
            return byteOrderMark();
        }
        if (!Texts.isValid(body)) {
            return problem("the body is not valid UTF-8; send JSON encoded as UTF-8");
        }
        return parse(body.length == 0, decoding(body), new Texts(body), limits);
    }

    /// Reads text, such as the arguments of a tool call.
    public static Parsed parse(String text, JsonLimits limits) {
        if (!text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK) {
            return byteOrderMark();
        }
        return parse(text.isEmpty(), new StringReader(text), new Texts(new byte[0]), limits);
    }

    /// Decodes UTF-8. Jackson's own reader of UTF-8 is not used: its table of names is slow for some
    /// bodies with thousands of names and refuses others, depending on a random seed.
    private static Reader decoding(byte[] body) {
        return new InputStreamReader(new ByteArrayInputStream(body), StandardCharsets.UTF_8);
    }

    private static boolean startsWithMark(byte[] body) {
        int length = BYTE_ORDER_MARK_BYTES.length;
        return body.length >= length && Arrays.equals(body, 0, length, BYTE_ORDER_MARK_BYTES, 0, length);
    }

    private static Parsed byteOrderMark() {
        return problem("the body starts with a byte order mark; send plain UTF-8");
    }

    private static Parsed parse(boolean empty, Reader chars, Texts texts, JsonLimits limits) {
        if (empty) {
            return problem("the body is empty; send a JSON object");
        }
        try (JsonParser parser = CHARS.createParser(chars)) {
            return new TreeReader(parser, texts, limits).read();
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
