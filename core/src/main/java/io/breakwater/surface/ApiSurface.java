package io.breakwater.surface;

import java.util.List;
import java.util.stream.Stream;

/// Everything that the API answers.
public final class ApiSurface {

    private ApiSurface() {}

    /// The operations of tenants and of operators.
    public static List<Operation> operations() {
        return Stream.concat(Stream.<Operation>of(ApiOperation.values()), Stream.of(AdminOperation.values()))
                .toList();
    }
}
