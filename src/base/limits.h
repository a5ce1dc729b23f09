/* Every ceiling in one place; each is hit by a test. */
#ifndef MDP_BASE_LIMITS_H
#define MDP_BASE_LIMITS_H

#define MDP_LIMIT_ARENA_BYTES ((size_t)4 << 30)
#define MDP_LIMIT_BUF_BYTES ((size_t)256 << 20)
#define MDP_LIMIT_FILE_BYTES ((size_t)64 << 20) /* a text file of a project */
#define MDP_LIMIT_CATALOG_BYTES ((size_t)1 << 30) /* of a catalog kept on disk */
#define MDP_LIMIT_CSV_LINE 2000000 /* bytes of one record of a file that is ingested */
#define MDP_LIMIT_REJECTS 10000 /* of one file: past that it is not the file that was declared */
#define MDP_REJECTED_SHARE 0.1 /* of a file's lines: more are a fault of the file */
#define MDP_REJECTED_SHARE_OF_FEW 0.5 /* the same of a short file */
#define MDP_REJECTED_FEW_LINES 100
#define MDP_LIMIT_QUESTION_BYTES 4096
#define MDP_LIMIT_TOKENS 128
#define MDP_LIMIT_EDGES 2048 /* of one question's lattice */
#define MDP_LIMIT_ITEMS 60000 /* of one question's chart */
#define MDP_LIMIT_READINGS 64
#define MDP_LIMIT_QUERY_DEPTH 24
#define MDP_LIMIT_QUERY_NODES 2000
#define MDP_LIMIT_JSON_BYTES ((size_t)1 << 20)
#define MDP_LIMIT_YAML_DEPTH 64
#define MDP_LIMIT_YAML_ALIASES 1000
#define MDP_LIMIT_YAML_NODES 1000000 /* of one file, aliases written out */
#define MDP_LIMIT_KEY_COLUMNS 4
#define MDP_LIMIT_KEYS_OF_ENTITY 6 /* key columns and label of one entity in a result */
#define MDP_LIMIT_VALUES_PER_COLUMN 20000 /* distinct values kept in the value index */
#define MDP_LIMIT_VALUE_BYTES 80 /* longer text is no value one types */
#define MDP_LIMIT_SUGGESTIONS 3 /* questions near to one that was refused */
#define MDP_LIMIT_NEARBY_FOUND 6 /* of which the nearest are those */
#define MDP_LIMIT_NEARBY_TRIES 24 /* that are asked to find them */
#define MDP_LIMIT_NEARBY_MS 1500 /* and how long that may take */
#define MDP_LIMIT_EXAMPLES 10 /* questions that "what can I ask" tells */
#define MDP_LIMIT_EXAMPLES_MS 4000 /* and how long finding them may take */
#define MDP_LIMIT_TALK_TURNS 50 /* of a conversation that are kept */
#define MDP_LIMIT_TALK_CHOICES 16 /* that were made, and are remembered */
#define MDP_LIMIT_TALK_LINES 500 /* of a conversation that is saved */
#define MDP_LIMIT_TALK_ROWS 1000 /* of its last answer, that a line may refer to */
#define MDP_LIMIT_RESULT_BYTES ((size_t)1 << 30)

#endif
