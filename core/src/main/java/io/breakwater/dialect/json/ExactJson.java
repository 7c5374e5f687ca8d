package io.breakwater.dialect.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

/// Reads what models answer without changing it: decimals keep their digits, which a `double` would
/// not. An answer is as long as its bound allows, and so may be each number, name and text in it:
/// Jackson's own limits on these would lose answers that are in order. Its limit on depth stays, since
/// a deeper tree cannot be written again.
public final class ExactJson {
    private static final StreamReadConstraints WRITABLE = constraints()
            .maxNestingDepth(StreamReadConstraints.DEFAULT_MAX_DEPTH)
            .build();

    private static final ObjectMapper MAPPER = JsonMapper.builder(factory(WRITABLE))
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private static final ObjectReader WHOLE = MAPPER.reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private static final JsonFactory CHECKER =
            factory(constraints().maxNestingDepth(Integer.MAX_VALUE).build());

    public static ObjectMapper mapper() {
        return MAPPER;
    }

    /// Reads a tree with nothing after it.
    public static ObjectReader whole() {
        return WHOLE;
    }

    /// Reads tokens without any limit, for who builds no tree of them.
    public static JsonFactory checker() {
        return CHECKER;
    }

    private static StreamReadConstraints.Builder constraints() {
        return StreamReadConstraints.builder()
                .maxNumberLength(Integer.MAX_VALUE)
                .maxNameLength(Integer.MAX_VALUE)
                .maxStringLength(Integer.MAX_VALUE);
    }

    private static JsonFactory factory(StreamReadConstraints constraints) {
        return JsonFactory.builder().streamReadConstraints(constraints).build();
    }

    private ExactJson() {}
}
