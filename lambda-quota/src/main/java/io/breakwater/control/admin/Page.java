package io.breakwater.control.admin;

import io.breakwater.model.TenantId;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// A page of a list of tenants, in the order of their ids. Tenants that come or go between two pages do
/// not shift the others.
///
/// @param after the last tenant of the previous page; empty for the first page
record Page(Optional<TenantId> after) {
    /// 10,000 tenants are 20 pages. A report has some 3 KB with many models, so that a page stays below 2 MB, and
    /// reading 500 ledgers takes a second or so: a function may answer with 6 MB ("Lambda quotas", AWS Lambda
    /// Developer Guide) and API Gateway waits 29 s.
    static final int SIZE = 500;

    /// The page of a request.
    sealed interface Asked {
        record For(Page page) implements Asked {}

        record Wrong(String message) implements Asked {}
    }

    /// The elements of a page.
    ///
    /// @param next names the next page, if there is one
    record Part<T>(List<T> those, Optional<String> next) {}

    /// @param token the parameter `page`
    static Asked of(Optional<String> token) {
        try {
            return new Asked.For(new Page(token.map(TenantId::new)));
        } catch (IllegalArgumentException none) {
            return new Asked.Wrong(
                    "page must be the value of 'next' of the previous page, got '%s'; without it you get the first page"
                            .formatted(token.orElse("")));
        }
    }

    /// @param all sorted by their ids
    <T> Part<T> of(List<T> all, Function<T, TenantId> id) {
        List<T> rest = after.map(last -> all.stream()
                        .filter(each -> id.apply(each).compareTo(last) > 0)
                        .toList())
                .orElse(all);
        List<T> those = rest.stream().limit(SIZE).toList();
        return new Part<>(
                those,
                rest.size() > SIZE ? Optional.of(id.apply(those.getLast()).value()) : Optional.empty());
    }
}
