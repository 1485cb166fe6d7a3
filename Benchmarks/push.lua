-- Calls as Nuveq's cloud makes them: each an event of its own, with an uuid that was never seen.
local threads = 0

function setup(thread)
    thread:set("number", threads)
    threads = threads + 1
end

-- After the address: the path of the webhook, and a number that no earlier run had.
function init(args)
    path = args[1]
    run = tonumber(args[2])
    sent = 0
    headers = { ["Content-Type"] = "application/json", ["Host"] = wrk.host .. ":" .. wrk.port }
end

local body = [[{"uuid":"%s","mac":"00:1B:44:11:3A:B7","owner_id":344,"owner_name":"Demo","site_id":12,"site_name":"Kho Binh Duong","card_id":77,"card_no":1234567,"door_id":3,"name":"Normal Open","alarmevent":null,"attendance":true,"visitor":false,"user_name":"Tran Van %d","dept_id":null,"post_id":null,"staff_no":"%d","type":"Cua kho","direction":"IN","date":"%s","time":"%s","timezone":"Asia/Ho_Chi_Minh","timestamp":"%sZ","email":null,"user_photo":"","created_at":"%sZ","muster":false}]]
local first = os.time() - 20 * 86400

function request()
    sent = sent + 1
    local at = first + (sent % 1500000)
    local uuid = string.format("%08x-%04x-4000-8000-%012x", run, number, sent)
    local utc = os.date("!%Y-%m-%dT%H:%M:%S", at)
    local date, time = os.date("!%Y-%m-%d", at + 25200), os.date("!%H:%M:%S", at + 25200)
    local person = sent % 97
    return wrk.format("POST", path, headers, string.format(body, uuid, person, 1000 + person, date, time, utc, utc))
end
