package io.breakwater.cleanup.aws;

import io.breakwater.cleanup.own.FoundResource;
import io.breakwater.cleanup.own.Kind;
import io.breakwater.cleanup.own.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ListTagsOfResourceResponse;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;
import software.amazon.awssdk.services.dynamodb.model.Tag;

/// DynamoDB tables.
record TableRemover(Function<Place, DynamoDbClient> clients) implements ResourceRemover {

    @Override
    public Kind kind() {
        return Kind.TABLE;
    }

    @Override
    public List<FoundResource> list(Place place) {
        return clients.apply(place).listTablesPaginator().tableNames().stream()
                .filter(CandidateNames::ours)
                .flatMap(name -> found(place, name).stream())
                .toList();
    }

    private Optional<FoundResource> found(Place place, String name) {
        DynamoDbClient tables = clients.apply(place);
        return NotFoundErrors.orElse(Optional.empty(), () -> {
            TableDescription table =
                    tables.describeTable(describe -> describe.tableName(name)).table();
            return table.tableStatus() == TableStatus.DELETING
                    ? Optional.empty()
                    : Optional.of(found(place, table, tags(tables, table)));
        });
    }

    private FoundResource found(Place place, TableDescription table, Map<String, String> tags) {
        long bytes = Optional.ofNullable(table.tableSizeBytes()).orElse(0L);
        return new FoundResource(
                place,
                kind(),
                table.tableName(),
                table.tableName(),
                tags,
                String.valueOf(table.tableId()),
                new FoundResource.State(
                        bytes, Boolean.TRUE.equals(table.deletionProtectionEnabled()), IdlePrice.ofTable(bytes)));
    }

    private static Map<String, String> tags(DynamoDbClient tables, TableDescription table) {
        List<Tag> tags = new ArrayList<>();
        Optional<String> next = Optional.empty();
        do {
            String page = next.orElse(null);
            ListTagsOfResourceResponse answer = tables.listTagsOfResource(
                    list -> list.resourceArn(table.tableArn()).nextToken(page));
            tags.addAll(answer.tags());
            next = Optional.ofNullable(answer.nextToken());
        } while (next.isPresent());
        return CandidateNames.tags(tags, Tag::key, Tag::value);
    }

    @Override
    public Optional<String> remove(FoundResource found) {
        return NotFoundErrors.ignored(() -> remove(clients.apply(found.place()), found));
    }

    private static void remove(DynamoDbClient tables, FoundResource found) {
        if (found.state().guarded()) {
            tables.updateTable(update -> update.tableName(found.id()).deletionProtectionEnabled(false));
            tables.waiter().waitUntilTableExists(describe -> describe.tableName(found.id()));
        }
        tables.deleteTable(delete -> delete.tableName(found.id()));
        tables.waiter().waitUntilTableNotExists(describe -> describe.tableName(found.id()));
    }
}
