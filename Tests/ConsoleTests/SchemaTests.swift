import Attendance
import Testing
import Wire

@testable import Console

/// What the API's document promises is what is taken: each kind of value at its bounds.
@Suite struct SchemaTests {
    private func isTaken(_ json: String, by schema: Schema) throws -> Bool {
        schema.objection(to: try JSONValue(parsing: Array(json.utf8)), at: "here") == nil
    }

    private static let lengths = Schema.string(minimum: 2, maximum: 4)
    private static let list = Schema.array(.integer(1...9), maximum: 3)
    private static let object = Schema.object([
        .init("name", .string(minimum: 1)), .init("age", .integer(0...150), required: false),
    ])
    private static let open = Schema.object([.init("name", .string())], allowsOthers: true)

    private static let table: [(schema: Schema, taken: [String], refused: [String])] = [
        (lengths, [#""ab""#, #""abcd""#, #""đẹpp""#], [#""a""#, #""abcde""#, "12", "null", #"["ab"]"#]),
        (.string(pattern: "^[0-9]+$"), [#""0123456789""#], [#""12a""#, #""１２""#, #""-1""#]),
        (.integer(1...500), ["1", "500"], ["0", "501", "-1", #""5""#, "true", "1.5", "null"]),
        (.integer(1...Int64.max), ["9223372036854775807"], ["0"]),
        (.number, ["1", "1.5", "-2"], [#""1""#, "null"]),
        (.boolean, ["true", "false"], ["0", "1", #""true""#, "null"]),
        (.date, [#""2026-11-01""#], [#""2026-11-31""#, #""01/11/2026""#, #""2026-11-01T00:00:00Z""#, "20261101"]),
        (.time, [#""2026-11-01T08:00:00+07:00""#], [#""2026-11-01""#, #""2026-11-01T08:00:00""#, "1"]),
        (.choice(["vi", "en"]), [#""vi""#], [#""VI""#, #""fr""#, #""""#, "null"]),
        (list, ["[]", "[1,2,9]"], ["[1,2,3,4]", "[0]", #"["1"]"#, "{}", "1"]),
        (
            object, [#"{"name":"a"}"#, #"{"name":"a","age":150}"#],
            [
                "{}", #"{"age":3}"#, #"{"name":"a","Age":3}"#, #"{"name":"a","age":151}"#, #"{"name":""}"#,
                #"{"name":"a","age":null}"#, "[]", "null",
            ]
        ),
        (open, [#"{"name":"a","more":1}"#], [#"{"more":1}"#, #"{"name":1,"more":1}"#]),
        (.map(.integer(0...9)), ["{}", #"{"a":1,"b":9}"#], [#"{"a":1,"b":10}"#, "[]"]),
        (.either(.date, .time), [#""2026-11-01""#, #""2026-11-01T08:00:00Z""#], [#""soon""#, "1"]),
        (.nullable(.integer(1...9)), ["null", "9"], ["10", #""9""#]),
        (.anything, ["null", "1", "{}", "[]", #""x""#], []),
    ]

    @Test(arguments: SchemaTests.table.indices)
    func aValueIsHeldAgainstItsShape(_ index: Int) throws {
        let (schema, taken, refused) = Self.table[index]
        for json in taken { #expect(try isTaken(json, by: schema), "\(json)") }
        for json in refused { #expect(try !isTaken(json, by: schema), "\(json)") }
    }

    @Test func theSentenceNamesTheField() throws {
        func objection(_ json: String) throws -> Phrase? {
            Self.object.objection(to: try JSONValue(parsing: Array(json.utf8)), at: "body")
        }
        #expect(try objection("{}")?.en.contains("“name” is missing") == true)
        #expect(try objection(#"{"name":"a","age":151}"#)?.en.contains("“age”") == true)
        #expect(try objection(#"{"name":"a","x":1}"#)?.en.contains("name, age") == true)
        let nested = Self.list.objection(to: [1, 10], at: "items")
        #expect(nested?.en.contains("items[1]") == true)
    }

    @Test func theDocumentSaysTheSameBounds() {
        #expect(Self.lengths.json == ["type": "string", "maxLength": 4, "minLength": 2])
        #expect(Schema.integer(1...500).json == ["type": "integer", "minimum": 1, "maximum": 500])
        #expect(Self.list.json["maxItems"] == 3)
        #expect(Self.object.json["required"] == ["name"] && Self.object.json["additionalProperties"] == false)
        #expect(Self.open.json["additionalProperties"] == true)
        #expect(Schema.nullable(.boolean).json["anyOf"]?.array?.count == 2)
    }

    @Test func textOfAQueryIsReadAsItsTypeAndNotNearlySo() {
        for (schema, text, value) in [
            (Schema.integer(0...9), "7", 7), (.integer(0...9), "07", nil), (.integer(0...9), "+7", nil),
            (.integer(0...9), "7.0", nil), (.integer(0...9), " 7", nil), (.integer(0...9), "", nil),
            (.integer(0...9), "99999999999999999999", nil), (.boolean, "true", true), (.boolean, "false", false),
            (.boolean, "1", nil), (.boolean, "TRUE", nil), (.boolean, "", nil), (.date, "x", "x"),
        ] as [(Schema, String, JSONValue?)] {
            #expect(schema.value(of: text) == value, "\(text)")
        }
    }
}
