package io.breakwater.router;

import io.breakwater.dialect.ApiRequest;
import io.breakwater.dialect.Dialect;
import io.breakwater.surface.ApiOperation;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The dialects that clients speak.
///
/// @param inOrder a request that several of them take for theirs is in the first of these
record Dialects(List<Dialect> inOrder) {

    /// @throws IllegalArgumentException if an operation is in none of them
    Dialects {
        inOrder = List.copyOf(inOrder);
        List<Dialect> all = inOrder;
        List<ApiOperation> unspoken = Stream.of(ApiOperation.values())
                .filter(operation -> all.stream().noneMatch(dialect -> dialect.isSpoken(bare(operation))))
                .toList();
        if (!unspoken.isEmpty()) {
            throw new IllegalArgumentException("no dialect for " + unspoken);
        }
    }

    private static ApiRequest bare(ApiOperation operation) {
        return new ApiRequest(operation.method(), operation.path(), Map.of(), new byte[0]);
    }

    /// The dialect in which a request is read and refused.
    Dialect of(ApiRequest request) {
        return inOrder.stream()
                .filter(dialect -> dialect.isSpoken(request))
                .findFirst()
                .orElseThrow();
    }
}
